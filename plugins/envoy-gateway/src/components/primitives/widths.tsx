import { styled } from '@mui/material/styles';
import { Td, Th } from './table';

/*
 * A section asks for its own width, not the window's: beside a pinned sidebar the same window is much
 * narrower. What is hidden for want of room always also stands elsewhere.
 */

/** Lets what is inside ask for its width. */
export const MEASURED = { containerType: 'inline-size' } as const;

/** Below this, details give way. */
export const MEDIUM = '@container (max-width: 900px)';

/** Below this, only what matters most keeps a column. */
export const NARROW = '@container (max-width: 680px)';

/** For what only wide sections show. */
export const wideOnly = { [MEDIUM]: { display: 'none' } } as const;

// A cell that is not displayed shifts the columns, and cells that span them then span too many.
const collapsed = {
  '&&&': {
    width: 0,
    padding: 0,
    fontSize: 0,
    visibility: 'hidden',
    '& > *': { display: 'none' },
  },
} as const;

/** A heading only wide sections show. */
export const WideTh = styled(Th)({ [MEDIUM]: collapsed });

/** A cell only wide sections show. */
export const WideTd = styled(Td)({ [MEDIUM]: collapsed });

/** A heading narrow sections hide. */
export const RoomyTh = styled(Th)({ [NARROW]: collapsed });

/** A cell narrow sections hide. */
export const RoomyTd = styled(Td)({ [NARROW]: collapsed });

/** Words that stand in for hidden columns. */
export const NarrowOnly = styled('span')({
  display: 'none',
  [NARROW]: { display: 'block' },
});
