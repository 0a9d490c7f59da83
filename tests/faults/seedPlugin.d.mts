/** What vitest loads sources through, with or without a fault in them. */
export const seedPlugin: () => {
  readonly name: string
  readonly enforce: 'pre'
  readonly transform: (code: string, id: string) => string | null
}
