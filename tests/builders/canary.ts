import { AsyncLocalStorage } from 'node:async_hooks'

/** What is typed in a place. */
export type Say = (where: string) => string

const saying = new AsyncLocalStorage<Say>()

/** A word that stands nowhere else, with the place where it was typed in it. @example canary('happening') // 'Zq7happeningZq7' */
export const canary: Say = (where) => saying.getStore()?.(where) ?? `Zq7${where}Zq7`

/** Types other words in the same places, for as long as this work takes. */
export const sayingInstead = <Result>(say: Say, work: () => Promise<Result>): Promise<Result> => saying.run(say, work)
export const CANARY_NHS = '9990000018'
export const CANARY_BORN = '1931-07-19'
export const CANARY_PHONE = '07700 900 317'
/** Everything that was typed about the person, in one pattern each. */
export const canaries = ['Zq7', CANARY_NHS, CANARY_BORN, CANARY_PHONE] as const
