import { useSaid } from './announce.ts'

/** Where screen readers listen. It stands in the page, empty, from the start: a region that comes with its words is not heard. */
export function LiveRegions() {
  const { polite, alarm } = useSaid()
  return (
    <div className="vh">
      <div role="status" aria-live="polite" aria-atomic="true">
        {polite}
      </div>
      <div role="alert" aria-live="assertive" aria-atomic="true">
        {alarm}
      </div>
    </div>
  )
}
