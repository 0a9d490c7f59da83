export type ViewRefusal =
  | { readonly code: 'view-not-found' }
  | { readonly code: 'too-many-views'; readonly most: number }

/** Each refusal as a sentence that says what happened and what to do. */
export function viewRefusalWords(refusal: ViewRefusal): string {
  return refusal.code === 'view-not-found'
    ? 'That view is not one of yours, or is gone already. Nothing was changed.'
    : `You have ${refusal.most} views already. Take one away, then save this one.`
}
