/** One of the faults that the tests must catch; see the list itself. */
export interface Seeded {
  readonly number: number
  readonly what: string
  readonly sql?: string
  readonly replace?: readonly (readonly [file: string, from: string, to: string])[]
  readonly run: readonly [project: string, file: string]
  readonly name: string
  readonly counts?: Readonly<Record<string, number>>
}

export const seeded: readonly Seeded[]
export const theSeeded: () => Seeded | null
