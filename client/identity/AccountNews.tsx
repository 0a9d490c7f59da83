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
  return (
    <BarList label="Your account" rows={[{ id: latest.at }]} shown={1}>
      {() => (
        <Notice
          tone="warn"
          action={
            <Button size="sm" onClick={gotIt}>
              Got it
            </Button>
          }
        >
          {/* All of it in sight, each kind in one sentence: "Got it" puts all of it away. */}
          <b>Since you last signed in:</b> {newsWords(news)} Was it not you? Change your password under{' '}
          <a href="/account">My account</a> and tell an administrator.
        </Notice>
      )}
    </BarList>
  )
}

type News = ReturnType<typeof useSession>['news'][number]

/** What happened, each kind once with every time of it. */
function newsWords(news: readonly News[]): string {
  const kinds = [...new Set(news.map(({ words }) => words))]
  return kinds
    .map((words) => {
      const times = news.filter((one) => one.words === words)
      return `${words} ${times.map(({ at, device }) => `${formatInstant(at)}${device === '' ? '' : `, ${device}`}`).join('; ')}.`
    })
    .join(' ')
}
