/** The shape that every other language must fill: same keys, any text. A missing key is a compile error. */
export type Catalogue<T> = { readonly [K in keyof T]: T[K] extends string ? string : Catalogue<T[K]> };
