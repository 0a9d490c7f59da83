import { useState } from 'react'
import { ask } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { saveFile } from '#client/ui/takeAway.ts'
import { toast } from '#client/ui/toast.ts'
import { myCalendar } from '#shared/rota/contract.ts'

/** One’s own shifts as a file for the calendar on a phone; taken again, it moves what has moved. Nobody else is named in it. */
export function CalendarButton() {
  const [busy, setBusy] = useState(false)
  const take = async (): Promise<void> => {
    setBusy(true)
    try {
      saveFile('my-shifts.ics', (await ask(myCalendar, {})).text, 'text/calendar')
    } catch (fault) {
      toast({ words: fault instanceof Error ? fault.message : String(fault), icon: 'triangle' })
    }
    setBusy(false)
  }
  return (
    <Button icon="calendar" busy={busy} onClick={() => void take()}>
      Put my shifts in my calendar
    </Button>
  )
}
