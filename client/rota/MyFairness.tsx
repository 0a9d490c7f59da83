import { useAnswer } from '#client/kernel/api.ts'
import { fairKinds, fairKindWords } from '#shared/rota/fairness.ts'
import { myFairness } from '#shared/rota/fairnessContract.ts'
import { addDays, formatDate, mondayOf, type LondonDay } from '#shared/time/london.ts'
import { differenceWords, figure } from './shareWords.ts'

/** One’s own part of the duties of the last thirteen weeks, on a phone: nobody else’s line is shown. */
export function MyFairness({ today }: { readonly today: LondonDay }) {
  const to = addDays(mondayOf(today), 6)
  const asked = useAnswer(myFairness, { from: addDays(to, -90), to }, { keep: true })
  const line = asked.data?.line
  if (!line || !asked.data) return null
  return (
    <section className="card my-share" aria-labelledby="my-share">
      <div className="card-h">
        <h2 className="h3" id="my-share">
          My part of the duties
        </h2>
      </div>
      <p className="muted small">
        {formatDate(asked.data.from)} to {formatDate(asked.data.to)}. A fair part is by contract, less leave and
        sickness.
      </p>
      <ul>
        {fairKinds.map((kind) => (
          <li key={kind}>
            <span>{fairKindWords[kind]}</span>
            <b>{line.shares[kind].had}</b>
            <span className="muted">
              of a fair {figure(line.shares[kind].fair)}. {differenceWords(line.shares[kind])}.
            </span>
          </li>
        ))}
      </ul>
      {line.movedToThem + line.movedFromThem > 0 && (
        <p className="small">
          Moved by whoever plans: {line.movedToThem} to you, {line.movedFromThem} from you.
        </p>
      )}
    </section>
  )
}
