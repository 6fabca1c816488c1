import { LitElement } from "lit";

/** A component without a shadow root: one style sheet applies to all of them, and labels can refer to ids. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
