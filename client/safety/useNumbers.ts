import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useTold } from '#client/kernel/told.ts'
import { myDuty, type MyDuty } from '#shared/allocations/contract.ts'
import { mySafety } from '#shared/safety/contract.ts'
import { hoursWords, whoAnswers } from '#shared/safety/whoAnswers.ts'

/** Somebody who answers a telephone. */
export interface Answerer {
  readonly kind: 'hub' | 'out-of-hours'
  /** In a sentence: "Ring the hub", "Ring Emergency Duty Team". */
  readonly name: string
  readonly phone: string
}

export interface Numbers {
  readonly first: Answerer
  /** `null` where the service has set no number for the night. */
  readonly second: Answerer | null
  readonly isSure: boolean
  /** When each of them answers. */
  readonly hours: string
}

/**
 * Whom somebody on an AMHP's phone rings now, whoever is there first. The change from one to the other comes by the clock of the phone,
 * so it comes without a signal too: what the hub last said of its desk holds.
 */
export function useNumbers(): Numbers {
  const now = useNow(15_000)
  const { hubPhone, outOfHoursName, outOfHoursPhone } = useSetNumbers()
  const desk = useAnswer(mySafety, {}).data?.desk ?? null
  const hub: Answerer = { kind: 'hub', name: 'the hub', phone: hubPhone }
  if (outOfHoursPhone === '') return { first: hub, second: null, isSure: true, hours: '' }
  const night: Answerer = { kind: 'out-of-hours', name: outOfHoursName, phone: outOfHoursPhone }
  const answers = whoAnswers(desk, now)
  const [first, second] = answers.first === 'hub' ? [hub, night] : [night, hub]
  return { first, second, isSure: answers.isSure, hours: hoursWords(answers, outOfHoursName, now) }
}

/** The numbers that the service has set, as My duty was last told; before that as at sign-in. */
function useSetNumbers(): Pick<MyDuty, 'hubPhone' | 'outOfHoursName' | 'outOfHoursPhone'> {
  const { service } = useSession()
  return useTold(myDuty) ?? service
}
