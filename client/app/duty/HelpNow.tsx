import { telOf } from '#client/kernel/council.ts'
import { buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'

/** Two calls, always at the foot of the page. The hub keeps a record; it is not an alarm, and says so. */
export function HelpNow({ hubPhone }: { readonly hubPhone: string }) {
  return (
    <section className="safe" aria-labelledby="help-h">
      <div>
        <h2 className="h3" id="help-h">
          Not safe, or not sure
        </h2>
        <p className="muted">Ring. A voice is quicker than any page.</p>
      </div>
      <div className="pair">
        <a className={buttonClass({ kind: 's' })} href={telOf(hubPhone)}>
          <Icon name="phone" />
          Ring the hub
        </a>
        <a className={buttonClass({ kind: 'd' })} href="tel:999">
          <Icon name="phone" />
          Call 999
        </a>
      </div>
    </section>
  )
}
