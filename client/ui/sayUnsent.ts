import { NotSent } from '#client/kernel/wire.ts'
import { toast } from './toast.ts'

/**
 * Says of whatever was pressed and could not be sent that it was not, where no form says it beside its fields: a button that only stops
 * turning has told nobody that nothing was done. A session that ended is said by the page that covers everything.
 */
export function startSayingUnsent(): void {
  window.addEventListener('unhandledrejection', (event) => {
    const fault: unknown = event.reason
    if (!(fault instanceof NotSent)) return
    event.preventDefault()
    if (fault.reason !== 'signed-out') toast({ words: fault.message, icon: 'triangle' })
  })
}
