export type ChoosingRefusal =
  | { readonly code: 'weights-not-ahead'; readonly field: 'effectiveFrom' }
  | { readonly code: 'weights-day-taken'; readonly field: 'effectiveFrom' }

export function choosingWords(refusal: ChoosingRefusal): string {
  switch (refusal.code) {
    case 'weights-not-ahead':
      return 'Choices of the past keep the weights that they were made by. Give today or a later day.'
    case 'weights-day-taken':
      return 'Weights begin on that day already. Give another day.'
  }
}
