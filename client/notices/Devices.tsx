import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import { addPushDevice, removePushDevice, type PushDeviceRow } from '#shared/notices/contract.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { pushHere, subscribeHere } from './push.ts'

const hereWords = {
  can: 'Your phone asks you once whether the hub may show notices: say yes. They show on the lock screen, without a word about anybody.',
  blocked:
    'Notices are blocked on this device. Allow them for this page in the browser’s settings, then come back here.',
  cannot:
    'This browser cannot show notices. On an iPhone, put the hub on the home screen first (Share, then Add to Home Screen) and open it from there.',
} as const

interface DevicesProps {
  readonly devices: readonly PushDeviceRow[]
  readonly pushKey: string
}

/** One’s own phones and computers that show notices. */
export function Devices({ devices, pushKey }: DevicesProps) {
  const adding = useSend(addPushDevice)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const here = pushHere()
  const add = async (): Promise<void> => {
    setBusy(true)
    setTrouble(null)
    try {
      const device = await subscribeHere(pushKey)
      if (device === null)
        return setTrouble('You said no, so nothing was added. To change that, look in the browser’s settings.')
      const sent = await adding.mutateAsync(device)
      if (sent.ok) toast({ words: 'Added. Send yourself a test.', icon: 'check' })
      else setTrouble(sent.refusal.message)
    } catch {
      setTrouble('This browser could not be added. Look whether it is online, then try again.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title="Your devices">
      <div className="stack">
        {trouble !== null && <ErrorSummary errors={[{ message: trouble }]} />}
        {devices.length > 0 && (
          <ul className="notice-list" aria-label="Devices that show notices">
            {devices.map((device) => (
              <Device key={device.id} device={device} />
            ))}
          </ul>
        )}
        <p className="muted">{hereWords[here]}</p>
        {here === 'can' && (
          <div className="btns">
            <Button icon="bell" busy={busy} onClick={() => void add()}>
              Show notices on this device
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

function Device({ device }: { readonly device: PushDeviceRow }) {
  const today = londonDayOf(useNow(60_000))
  const removing = useSend(removePushDevice)
  const remove = async (): Promise<void> => {
    try {
      const sent = await removing.mutateAsync({ deviceId: device.id })
      toast(
        sent.ok
          ? { words: `${device.label} shows no notices any more.`, icon: 'check' }
          : { words: sent.refusal.message, icon: 'triangle' },
      )
    } catch (fault) {
      toast({ words: fault instanceof Error ? fault.message : 'Not sent. Try again.', icon: 'triangle' })
    }
  }
  return (
    <li>
      <span>
        <b>{device.label}</b>
        <span className="muted">
          {' '}
          {device.lastTakenAt === null
            ? `Added ${formatInstant(device.madeAt, today)}, nothing sent yet.`
            : `Last notice ${formatInstant(device.lastTakenAt, today)}.`}
        </span>
      </span>
      <Button size="sm" kind="q" busy={removing.isPending} onClick={() => void remove()}>
        Take off<span className="vh"> {device.label}</span>
      </Button>
    </li>
  )
}
