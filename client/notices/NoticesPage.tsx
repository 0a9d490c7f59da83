import './notices.css'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { ownNotices, sendTestNotice, type OwnNotice, type OwnNotices } from '#shared/notices/contract.ts'
import { channelNames, factsOf, type NoticeOutcome } from '#shared/notices/kinds.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { Devices } from './Devices.tsx'
import { Snooze } from './Snooze.tsx'
import { WaysForm } from './WaysForm.tsx'

/** How one is told of things while no page is open, and what came of it lately. */
export function NoticesPage() {
  const asked = useAnswer(ownNotices, {})
  return (
    <div className="wrap stack notices-page">
      <h1 className="h1">Notices</h1>
      <p className="muted">
        How you are told while the hub is not open in front of you. A notice never says whom it is about: it says that
        there is something, and you look in the hub.
      </p>
      <Answered of={asked}>{(own) => <Own own={own} />}</Answered>
    </div>
  )
}

function Own({ own }: { readonly own: OwnNotices }) {
  return (
    <>
      {own.setUp.length === 0 ? (
        <Notice>
          <b>No way of telling you is set up here.</b> Keep the hub open, or ring it. What you choose below holds as
          soon as an administrator has set one up.
        </Notice>
      ) : (
        own.setUp.every((one) => !reaches(own, one)) && (
          <Notice tone="warn">
            <b>Nothing can reach you yet.</b> Add this device below, or have your mobile number put on your page.
          </Notice>
        )
      )}
      <WaysForm own={own} />
      {own.setUp.includes('push') && <Devices devices={own.devices} pushKey={own.pushKey} />}
      <Snooze until={own.choices.snoozeUntil} />
      <Lately own={own} />
    </>
  )
}

/** Whether a way can reach this person. */
const reaches = ({ devices, mobile, email }: OwnNotices, channel: OwnNotices['setUp'][number]): boolean =>
  channel === 'push' ? devices.length > 0 : channel === 'sms' ? mobile !== null : email !== ''

const outcomeWords: Record<NoticeOutcome, string> = {
  sent: 'Sent',
  undelivered: 'Did not get through',
  overtaken: 'No longer needed',
  joined: 'Sent with another',
  'not-wanted': 'Not sent: you chose no way for it',
  'off-duty': 'Not sent: you were off duty',
  'no-way': 'Not sent: no way reaches you',
}

const cameTo = ({ outcome, by }: OwnNotice): string => {
  if (outcome === null) return 'Waits'
  return by.length === 0
    ? outcomeWords[outcome]
    : `${outcomeWords[outcome]}: ${by.map((one) => channelNames[one].toLowerCase()).join(', ')}`
}

function Lately({ own }: { readonly own: OwnNotices }) {
  const testing = useSend(sendTestNotice)
  const today = londonDayOf(useNow(60_000))
  const test = async (): Promise<void> => {
    try {
      const sent = await testing.mutateAsync({})
      if (sent.ok)
        toast({ words: 'A test is on its way.', detail: 'It comes by every way that reaches you', icon: 'check' })
      else toast({ words: sent.refusal.message, icon: 'triangle' })
    } catch (fault) {
      toast({ words: fault instanceof Error ? fault.message : 'Not sent. Try again.', icon: 'triangle' })
    }
  }
  return (
    <Card
      title="Lately"
      aside={
        own.setUp.length > 0 && (
          <Button size="sm" busy={testing.isPending} onClick={() => void test()}>
            Send me a test
          </Button>
        )
      }
    >
      {own.lately.length === 0 ? (
        <p className="muted">Nothing yet.</p>
      ) : (
        <ul className="notice-list" aria-label="Notices to you">
          {own.lately.map((one) => (
            <li key={one.id}>
              <span>
                <b>{factsOf(one.kind).name}</b>
                <span className="muted"> {formatInstant(one.madeAt, today)}</span>
              </span>
              <span>{cameTo(one)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
