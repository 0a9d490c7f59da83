import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { announce } from '#client/ui/announce.ts'
import { buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { handoverLines, type HandoverLine } from '#shared/handover/contract.ts'
import { useMayTake, useTellAnswered } from '../handover/handoverState.ts'

const none: readonly HandoverLine[] = []

/** The way to the handover, with how many wait for an answer from whoever looks. */
export function HandoverLink() {
  const { can } = useSession()
  return can('hand over') ? <Handovers /> : null
}

function Handovers() {
  const navigate = useNavigate()
  const lines = useAnswer(handoverLines, {}).data?.lines ?? none
  const mayTake = useMayTake()
  useTellAnswered(lines)
  const waiting = lines.filter(mayTake)
  const was = useRef<number | null>(null)
  useEffect(() => {
    const [first] = waiting
    if (was.current !== null && waiting.length > was.current && first)
      announce(`${first.givenByName} hands over ${first.items} referrals`)
    was.current = waiting.length
  })
  useShortcut({ keys: 'g h', says: 'Handover', run: () => void navigate({ to: '/handover' }) })
  return (
    <Link className={buttonClass({ size: 'sm', kind: waiting.length > 0 ? 'p' : 's' })} to="/handover">
      <Icon name="note" />
      Handover
      {waiting.length > 0 && (
        <b>
          {waiting.length}
          <span className="vh"> to take over</span>
        </b>
      )}
    </Link>
  )
}
