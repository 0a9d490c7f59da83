import { useEffect, useRef } from 'react'
import { useNow, useTimeOf } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { alertBehind } from '#client/kernel/desktopAlert.ts'
import { play, setOnDesk } from '#client/kernel/sound.ts'
import { announceAlarm } from '#client/ui/announce.ts'
import { toast } from '#client/ui/toast.ts'
import type { Watches } from '#shared/safety/contract.ts'
import { isAtDesk, spokenWords, watchNews, type HeardWatches } from './watchNews.ts'

const NO_ROWS: Watches['rows'] = []
const NO_SHIFTS: Watches['ownDesk'] = []

/** Sounds, and words for screen readers, for missed check-ins and calls for help, and keeps the gravest sounds on for whoever is at the desk now. */
export function useWatchNews(given: Watches | undefined): void {
  const { person } = useSession()
  const rows = given?.rows ?? NO_ROWS
  const shifts = given?.ownDesk ?? NO_SHIFTS
  const now = useNow(5000)
  const atDesk = useTimeOf((at) => isAtDesk(shifts, at), 5000)
  const heard = useRef<HeardWatches>(new Map())
  // Before what is to sound: it may be heard only for that.
  useEffect(() => {
    setOnDesk(atDesk)
    return () => setOnDesk(false)
  }, [atDesk])
  useEffect(() => {
    const news = watchNews(rows, heard.current, person.id, now)
    heard.current = news.heard
    const over = news.over.map(({ personName }) => `${personName}’s call for help is over.`)
    const aloud = [...over, ...news.spoken.map(spokenWords)]
    if (aloud.length > 0) announceAlarm(aloud.join(' '))
    if (over.length > 0)
      toast({ words: over.join(' '), detail: news.over.flatMap(({ by }) => by ?? []).join(' '), icon: 'check' })
    if (!news.sounds) return
    play('check-in')
    alertBehind('A check-in was missed, or somebody called for help. Look at the board.', 'watches')
  }, [rows, person.id, now])
}
