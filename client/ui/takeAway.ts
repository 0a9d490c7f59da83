import { useEffect, useRef } from 'react'
import { send, useSend } from '#client/kernel/api.ts'
import type { AnyCommand, SentTo } from '#shared/kernel/command.ts'
import { toast } from './toast.ts'

/**
 * What leaves the hub on paper or as a file leaves through here, and nowhere else. Where it holds what somebody told of a person, use
 * `usePrinting` or `useTaking`: they have it recorded first. The two plain functions are for what is nobody's (a rota, one's own codes)
 * and for what was recorded when it was made (an export, a breach pack).
 */
export const printPage = (): void => window.print()

/**
 * A name that no header, disk or shell has to escape: letters, digits, dots and hyphens (RFC 6266).
 *
 * @example plainName('Breach pack, 2026.csv') // 'breach-pack-2026.csv'
 */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9.-]+/g, '-')

/** Hands text, or a file that was made already, to the browser. Its name says what it is and when it was made, never whom it is about. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content)
  const link = document.createElement('a')
  link.href = address
  link.download = plainName(name)
  link.click()
  URL.revokeObjectURL(address)
}

/**
 * Takes something away once the hub has recorded that it goes. When it cannot be recorded nothing leaves, and a message says so.
 *
 * @example const { take } = useTaking(figuresTaken); take({ how: 'spreadsheet' }, () => saveFile(name, text, type))
 */
export function useTaking<C extends AnyCommand>(command: C) {
  const sending = useSend(command)
  const take = async (input: SentTo<C>, go: () => void | Promise<void>): Promise<void> => {
    if (sending.isPending) return
    try {
      const sent = await sending.mutateAsync(input)
      if (!sent.ok) return toast({ words: sent.refusal.message, icon: 'triangle' })
      await go()
    } catch (fault) {
      toast({ words: fault instanceof Error ? fault.message : String(fault), icon: 'triangle' })
    }
  }
  return {
    take: (input: SentTo<C>, go: () => void | Promise<void>): void => void take(input, go),
    busy: sending.isPending,
  }
}

/**
 * Prints a page that holds a person's data, recorded first. Printing from the browser's own menu is recorded too, as it begins.
 *
 * @param input what the command is told; its identity may change with each render
 * @example const { print } = usePrinting(recordPrinted, { referralId, how: 'print' })
 */
export function usePrinting<C extends AnyCommand>(command: C, input: SentTo<C>) {
  const { take, busy } = useTaking(command)
  const recorded = useRef(false)
  const latest = useRef(input)
  useEffect(() => {
    latest.current = input
  }, [input])
  useEffect(() => {
    // The browser's own menu cannot be stopped: it is recorded, and who prints without a line to the hub prints what they saw.
    const begins = (): void => {
      if (!recorded.current) void send(command, latest.current).catch(() => undefined)
    }
    window.addEventListener('beforeprint', begins)
    return () => window.removeEventListener('beforeprint', begins)
  }, [command])
  const print = (): void =>
    take(input, () => {
      recorded.current = true
      printPage()
      recorded.current = false
    })
  return { print, busy }
}
