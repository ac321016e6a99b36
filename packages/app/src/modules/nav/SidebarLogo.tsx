import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    width: sidebarConfig.drawerWidthClosed,
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    marginLeft: 20,
    color: 'inherit',
    whiteSpace: 'nowrap',
  },
  mark: { width: 32, height: 32, flex: 'none' },
  words: { color: '#fff', fontWeight: 700, fontSize: 16, lineHeight: 1.15 },
});

export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link to="/" underline="none" className={classes.link} aria-label="Home">
        <img src="/favicon.svg" alt="" className={classes.mark} />
        {isOpen && <span className={classes.words}>Envoy Gateway</span>}
      </Link>
    </div>
  );
};
