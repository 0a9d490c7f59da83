import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import type { Outcome } from '#shared/kernel/outcome.ts'
import { NotSent } from '#client/kernel/wire.ts'
import { toast } from '#client/ui/toast.ts'
import {
  allowAccess,
  invitePerson,
  resetPassword,
  stopAccess,
  unlockAccount,
  type AccountRow,
  type LinkMade,
} from '#shared/identity/contract.ts'

interface Told {
  readonly byHand: boolean
  readonly onLink: (made: LinkMade) => void
  readonly onDone: () => void
}

type Sent<Value> = Promise<Outcome<Value, { readonly message: string }>>

/** The acts of an administrator on one account, with what went wrong in words. */
export function useAccountActs({ personId, name }: AccountRow, { byHand, onLink, onDone }: Told) {
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [invite, reset, stop, allow, unlock] = [
    useSend(invitePerson),
    useSend(resetPassword),
    useSend(stopAccess),
    useSend(allowAccess),
    useSend(unlockAccount),
  ]
  const run = async <Value>(sending: () => Sent<Value>, onSent: (value: Value) => void): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      const sent = await sending()
      setWrong(sent.ok ? null : sent.refusal.message)
      if (sent.ok) onSent(sent.value)
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setWrong(fault.message)
    } finally {
      setBusy(false)
    }
  }
  const saying = (words: string) => (): void => {
    toast({ words })
    onDone()
  }
  return {
    wrong,
    busy,
    invite: (email: string) => void run(() => invite.mutateAsync({ personId, email, byHand }), onLink),
    reset: (factorsToo: boolean) => void run(() => reset.mutateAsync({ personId, factorsToo, byHand }), onLink),
    stop: () => void run(() => stop.mutateAsync({ personId }), saying(`${name} can no longer sign in.`)),
    allow: () => void run(() => allow.mutateAsync({ personId }), saying(`${name} can sign in again.`)),
    unlock: () => void run(() => unlock.mutateAsync({ personId }), saying(`${name} can try again at once.`)),
  }
}
