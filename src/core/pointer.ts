/** A JSON Pointer (RFC 6901), or `name#` and one into the reply of the request of that name. */
export type Pointer = string;

/** The first of these that is there and not null. */
export type Pointers = Pointer | readonly Pointer[];
