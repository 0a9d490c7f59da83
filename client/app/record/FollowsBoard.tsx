import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { hearSelected } from '#client/kernel/beside.ts'
import { useSession } from '#client/kernel/session.tsx'
import { isTyping } from '#client/kernel/shortcuts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { referralNumber } from '#shared/referrals/referral.ts'

/**
 * On a second screen: shows whatever is selected on the board in the first. While somebody types here, it waits and says so; nothing
 * leaves the screen under their hands.
 */
export function FollowsBoard({ number }: { readonly number: string }) {
  const { service } = useSession()
  const navigate = useNavigate()
  const [waiting, setWaiting] = useState<number | null>(null)
  useEffect(() => {
    const go = (next: number): void => {
      setWaiting(null)
      void navigate({
        to: '/referrals/$number',
        params: { number: String(next) },
        search: { follow: 'board' },
        replace: true,
      })
    }
    return hearSelected(service.id, (next) => {
      if (String(next) === number) setWaiting(null)
      else if (isTyping(document.activeElement)) setWaiting(next)
      else go(next)
    })
  }, [service.id, number, navigate])
  return (
    <Notice
      icon="screen"
      action={
        waiting === null ? (
          <Button size="sm" onClick={() => void navigate({ to: '/referrals/$number', params: { number }, search: {} })}>
            Stay with this one
          </Button>
        ) : (
          <Button
            size="sm"
            onClick={() =>
              void navigate({
                to: '/referrals/$number',
                params: { number: String(waiting) },
                search: { follow: 'board' },
              })
            }
          >
            Show {referralNumber(waiting)}
          </Button>
        )
      }
    >
      {waiting === null
        ? 'This window follows the board on your other screen.'
        : `The board is at ${referralNumber(waiting)}. You are typing here, so this one stays.`}
    </Notice>
  )
}
