import { describe, expect, it } from 'vitest'
import { lineText, narrative, reasonText } from './text.ts'

describe('text as people type it', () => {
  it.each([
    'Siobhán O’Brien-Łuczak',
    '李小龍',
    'محمد عبد الله',
    'Zoë 🙂',
    '👩‍👩‍👧',
    'D’Angelo-Smythe III',
    'นภา',
    'Ewa \u202Eabc',
  ])('keeps %s', (name) => {
    expect(lineText.parse(name)).toBe(name.normalize('NFC'))
  })

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['marks that show nothing', '\u200B\u200B'],
    ['a joiner alone', '\u200D'],
    ['a blank that is not a space', '\u3164'],
    ['a control character', 'Ewa\u0007'],
    ['half a character', 'Ewa\uD83D'],
    ['two lines', 'Ewa\nKowalska'],
    ['more than a line holds', 'x'.repeat(201)],
  ])('refuses %s as a name', (_what, text) => {
    expect(lineText.safeParse(text).success).toBe(false)
  })

  it('keeps line breaks in a narrative, and wants a reason to say something', () => {
    expect(narrative.parse('One.\nTwo.')).toBe('One.\nTwo.')
    expect(reasonText.safeParse(' \u200B ').success).toBe(false)
  })
})
