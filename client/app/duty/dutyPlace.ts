/** What is open on the phone's home page: which job, and which sheet over it. It is kept in the address, so Back closes a sheet. */
export interface DutyPlace {
  readonly number: number | null
  readonly sheet: Sheet | null
}

const sheets = ['delayed', 'outcome', 'cannot'] as const
export type Sheet = (typeof sheets)[number]

/** @example placeIn('2424-delayed') // { number: 2424, sheet: 'delayed' } */
export function placeIn(hash: string): DutyPlace {
  const [number = '', said = ''] = hash.split('-')
  const sheet = sheets.find((one) => one === said) ?? null
  return /^\d{1,9}$/.test(number) ? { number: Number(number), sheet } : { number: null, sheet: null }
}

/** @example hashOf(2424, 'delayed') // '2424-delayed' */
export const hashOf = (number: number, sheet?: Sheet): string => (sheet ? `${number}-${sheet}` : String(number))
