import { telOf } from '#client/kernel/council.ts'
import { useNumbers, type Answerer } from '#client/safety/useNumbers.ts'
import { buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'

/** The calls that are always at the foot of the page: whoever is there now comes first. The hub is not an alarm, and says so. */
export function HelpNow() {
  const { first, second, isSure, hours } = useNumbers()
  return (
    <section className="safe" aria-labelledby="help-h">
      <div>
        <h2 className="h3" id="help-h">
          Not safe, or not sure
        </h2>
        <p className="muted">Ring. A voice is quicker than any page.</p>
      </div>
      <div className="pair">
        <RingButton whom={first} />
        {!isSure && second !== null && <RingButton whom={second} />}
        <a className={buttonClass({ kind: 'd' })} href="tel:999">
          <Icon name="phone" />
          Call 999
        </a>
      </div>
      {second !== null && (
        <p className="muted">
          {hours} {isSure && <OrRing whom={second} />}
        </p>
      )}
    </section>
  )
}

/** @param kind how the button looks: the first thing on a page, or one of several */
export function RingButton({ whom, kind = 's' }: { readonly whom: Answerer; readonly kind?: 's' | 'p' }) {
  return (
    <a className={kind === 'p' ? buttonClass({ kind, size: 'big' }) : buttonClass({ kind })} href={telOf(whom.phone)}>
      <Icon name="phone" />
      Ring {whom.name}
    </a>
  )
}

/** The second number, smaller. */
export function OrRing({ whom: { name, phone } }: { readonly whom: Answerer }) {
  return (
    <>
      Or ring {name} on <a href={phone ? telOf(phone) : undefined}>{phone}</a>.
    </>
  )
}
