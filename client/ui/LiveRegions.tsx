import { useSaid } from './announce.ts'

/**
 * Where screen readers listen. It stands in the page, empty, from the start: a region that comes with its words is not heard. The
 * words are put in anew each time, as the same words twice would be no change, and not be heard either.
 */
export function LiveRegions() {
  const { polite, alarm, politeTurn, alarmTurn } = useSaid()
  return (
    <div className="vh">
      <div role="status" aria-live="polite" aria-atomic="true">
        <span key={politeTurn}>{polite}</span>
      </div>
      <div role="alert" aria-live="assertive" aria-atomic="true">
        <span key={alarmTurn}>{alarm}</span>
      </div>
    </div>
  )
}
