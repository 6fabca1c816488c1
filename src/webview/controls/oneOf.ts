/** One of a few, by name: what is chosen, and what to do when another is. */
export interface OneOf<Value extends string> {
  readonly label: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}
