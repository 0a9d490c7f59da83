import { useEffect, useRef } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { alertBehind } from '#client/kernel/desktopAlert.ts'
import { play } from '#client/kernel/sound.ts'
import { announce, announceAlarm } from '#client/ui/announce.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { alarmNews, maySpeak, type Heard, type Sounding } from './alarmNews.ts'
import { tellHere, toldHere } from './toldOnce.ts'

/** Sounds and speaks of alarms as they come: a passed limit at once, the rest politely, and never more than once in 20 seconds. */
export function useAlarmNews(rows: readonly Sounding[], me: PersonId): void {
  const now = useNow(5000)
  const heard = useRef<Heard>(new Map())
  const spokeAt = useRef<Instant | null>(null)
  const waiting = useRef<{ readonly words: readonly string[]; readonly grave: boolean }>({ words: [], grave: false })
  useEffect(() => {
    const news = alarmNews(rows, heard.current, me, now, toldHere())
    heard.current = news.heard
    tellHere(news.turned, now)
    if (news.sound !== null) play(news.sound)
    if (news.words !== '') {
      const { words, grave } = waiting.current
      waiting.current = { words: [...words, news.words], grave: grave || news.grave }
    }
    const { words, grave } = waiting.current
    if (words.length === 0 || !maySpeak(spokeAt.current, now)) return
    const say = grave ? announceAlarm : announce
    say(`${words.join('; ')}.`)
    alertBehind(`${words.join('; ')}.`, 'alarms')
    spokeAt.current = now
    waiting.current = { words: [], grave: false }
  }, [rows, me, now])
}
