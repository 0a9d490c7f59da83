import { expect, it } from 'vitest'
import { againstTheRules, rulesWords, type Look } from './worthALook.ts'

const look = (breaks: Look['breaks'], tone: Look['tone'] = 'stop'): Look => ({
  key: `${breaks}`,
  tone,
  breaks,
  title: '',
  text: '',
  shift: null,
})

it('counts what goes against a rule, rest and approval, and says which: the figures and the list beside them agree', () => {
  const broken = againstTheRules([look('rest'), look('approval'), look(null, 'warn'), look('rest')])
  expect(broken).toEqual({ rest: 2, approval: 1 })
  expect(rulesWords(broken)).toBe('2 of rest, 1 of approval')
  expect(rulesWords({ rest: 3, approval: 0 })).toBe('rest')
  expect(rulesWords({ rest: 0, approval: 0 })).toBe('')
})
