import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import type { SentTo } from '#shared/kernel/command.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import type { keepOtherJob, OtherJobRow } from '#shared/rota/workingTimeContract.ts'
import { isLondonDay, type LondonDay } from '#shared/time/london.ts'
import { readTime } from '#shared/time/typedTime.ts'
import { timeWords } from '../shiftEntry.ts'

/** Work for another employer as it is typed. */
export interface JobEntry {
  readonly employer: string
  readonly days: readonly NeedDay[]
  readonly startsAt: string
  readonly endsAt: string
  readonly breakMinutes: string
  readonly firstDay: string
  readonly lastDay: string
}

export const jobEntryOf = (job: OtherJobRow | null, today: LondonDay): JobEntry => ({
  employer: job?.employer ?? '',
  days: job?.days ?? [],
  startsAt: job?.startsAt ?? '',
  endsAt: job?.endsAt ?? '',
  breakMinutes: String(job?.breakMinutes ?? 0),
  firstDay: job?.firstDay ?? today,
  lastDay: job?.lastDay ?? '',
})

interface ReadJob {
  readonly toSend: SentTo<typeof keepOtherJob> | null
  readonly errors: readonly FieldError[]
}

/** What was typed, ready to send, or every problem of it at once. @example readJob(jobEntryOf(null, today), null).errors.length */
export function readJob(entry: JobEntry, job: OtherJobRow | null): ReadJob {
  const [startsAt, endsAt] = [readTime(entry.startsAt), readTime(entry.endsAt)]
  const breakMinutes = /^\d{1,3}$/.test(entry.breakMinutes.trim()) ? Number(entry.breakMinutes) : -1
  const errors: FieldError[] = [
    ...(entry.employer.trim() === '' ? [{ field: 'employer', message: 'Say who it is for, or what it is' }] : []),
    ...(entry.days.length === 0 ? [{ field: 'days', message: 'Choose at least one day' }] : []),
    ...(startsAt.ok
      ? []
      : [{ field: 'startsAt', message: timeWords(startsAt.refusal, 'Enter from when, like 18:00') }]),
    ...(endsAt.ok ? [] : [{ field: 'endsAt', message: timeWords(endsAt.refusal, 'Enter until when, like 21:00') }]),
    ...(breakMinutes >= 0 && breakMinutes <= 240 ? [] : [{ field: 'breakMinutes', message: 'Give 0 to 240 minutes' }]),
    ...(isLondonDay(entry.firstDay) ? [] : [{ field: 'firstDay', message: 'Give the first day, like 16/11/2026' }]),
    ...(entry.lastDay === '' || isLondonDay(entry.lastDay)
      ? []
      : [{ field: 'lastDay', message: 'Give the last day, or leave it empty' }]),
  ]
  if (errors.length > 0 || !startsAt.ok || !endsAt.ok) return { toSend: null, errors }
  const toSend = {
    jobId: job?.id ?? null,
    seenVersion: job?.version ?? 0,
    employer: entry.employer,
    days: [...entry.days],
    startsAt: startsAt.value,
    endsAt: endsAt.value,
    breakMinutes,
    firstDay: entry.firstDay,
    lastDay: entry.lastDay === '' ? null : entry.lastDay,
  }
  return { toSend, errors }
}
