import { actWords } from '#shared/toil/actWords.ts'
import type { ClaimRow } from '#shared/toil/contract.ts'

/** What was done with a claim and what was said, when there is more to it than that it was sent. */
export function ClaimActs({ claim: { acts } }: { readonly claim: Pick<ClaimRow, 'acts'> }) {
  if (acts.length < 2) return null
  return (
    <ul className="claim-acts">
      {acts.map((act) => (
        <li key={`${act.at} ${act.act}`}>{actWords(act)}</li>
      ))}
    </ul>
  )
}
