import { useState } from 'react'
import { postForm } from '#client/kernel/post.ts'
import { useSession } from '#client/kernel/session.tsx'
import { BarList } from '#client/ui/BarList.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { formatInstant } from '#shared/time/london.ts'

/** What happened at somebody's account since they were last told: a new device, a changed password or factor. */
export function AccountNews() {
  const { news } = useSession()
  const [read, setRead] = useState(false)
  const latest = news[0]
  if (read || !latest) return null
  const gotIt = (): void => {
    setRead(true)
    void postForm('/api/account/told', { until: latest.at })
  }
  const rows = news.map((one) => ({ ...one, id: `${one.what} ${one.at}` }))
  return (
    // All in sight: "Got it" puts all of them away.
    <BarList label="Your account" rows={rows} shown={rows.length}>
      {(row) =>
        row.at === latest.at && row.what === latest.what ? (
          <Notice
            tone="warn"
            action={
              <Button size="sm" onClick={gotIt}>
                Got it
              </Button>
            }
          >
            <b>Since you last signed in:</b> {newsWords(row)} Was it not you? Change your password under{' '}
            <a href="/account">My account</a> and tell an administrator.
          </Notice>
        ) : (
          <Notice tone="warn">{newsWords(row)}</Notice>
        )
      }
    </BarList>
  )
}

type News = ReturnType<typeof useSession>['news'][number]

const newsWords = ({ words, at, device }: News): string =>
  `${words} ${formatInstant(at)}${device === '' ? '' : `, ${device}`}.`
