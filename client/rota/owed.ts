import { createContext, useContext } from 'react'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Minutes } from '#shared/time/minutes.ts'

/** What each colleague is owed in TOIL, in minutes; `null` for those who may not see it. The ledger is a later feature: who joins the two hands it in. */
export type Owed = ReadonlyMap<PersonId, { readonly balance: Minutes; readonly over: boolean }> | null

export const OwedContext = createContext<Owed>(null)

export const useOwed = (): Owed => useContext(OwedContext)
