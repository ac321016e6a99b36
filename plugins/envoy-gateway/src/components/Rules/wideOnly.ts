/** Hides what narrow pages have no room for. What it hides also stands in the rule's detail. */
export const wideOnly = {
  '@media (max-width: 1100px)': { display: 'none' },
} as const;
