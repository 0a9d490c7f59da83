import { useState } from 'react'
import { postForm } from '#client/kernel/post.ts'
import { useSession } from '#client/kernel/session.tsx'
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
    <div className="wrap account-news">
      <Notice tone="warn" action={<Button onClick={gotIt}>Got it</Button>}>
        <b>Since you last signed in.</b>
        <ul>
          {news.map(({ what, words, at, device }) => (
            <li key={`${what} ${at}`}>
              {words} {formatInstant(at)}
              {device === '' ? '' : `, ${device}`}.
            </li>
          ))}
        </ul>
        Was it not you? Change your password under <a href="/account">My account</a> and tell an administrator.
      </Notice>
    </div>
  )
}
