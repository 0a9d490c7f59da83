import { SummaryList, type SummaryRow } from '#client/ui/SummaryList.tsx'
import type { MyJob } from '#shared/allocations/contract.ts'
import { referralNumber, sources } from '#shared/referrals/referral.ts'
import { formatDate, formatInstant } from '#shared/time/london.ts'
import { callWords } from './jobWords.ts'

/** Everything that was said about the job, folded away: the rest of the card is what is needed at the door. */
export function FullReferral({ job }: { readonly job: MyJob }) {
  return (
    <details className="plain full">
      <summary>Full referral</summary>
      <SummaryList rows={rowsOf(job)} />
    </details>
  )
}

function rowsOf({ referral, decision, powers, calls = [] }: MyJob): readonly SummaryRow[] {
  const rows: readonly SummaryRow[] = [
    { key: 'Reference', value: referralNumber(referral.number) },
    { key: 'Received', value: formatInstant(referral.receivedAt) },
    { key: 'From', value: `${sources[referral.source]}, ${referral.callerName}, ${referral.callerPhone}` },
    { key: 'What is happening', value: referral.happening },
    ...calls.map((call) => ({ key: `Call, ${formatInstant(call.receivedAt)}`, value: callWords(call) })),
    { key: 'Decision', value: decision?.words },
    { key: 'Why now', value: decision?.whyNow },
    { key: 'Risk', value: [referral.riskDetail, decision?.risk].filter(Boolean).join(' ') },
    { key: 'Born', value: referral.bornOn && formatDate(referral.bornOn) },
    { key: 'NHS number', value: referral.nhsNumber },
    { key: 'Home', value: referral.homeAddress },
    { key: 'Clock starts', value: powers.flatMap(startOf).join(' ') },
  ]
  return rows.filter(({ value }) => value)
}

const startOf = ({ startedAt, startSource }: MyJob['powers'][number]): readonly string[] =>
  startedAt === null ? [] : [`${formatInstant(startedAt)}${startSource && `, ${startSource}`}.`]
