import { useState } from 'react';
import {
  Content,
  ErrorPanel,
  Header,
  InfoCard,
  Page,
  ProxiedSignInPage,
  SignInPage,
} from '@backstage/core-components';
import {
  configApiRef,
  SignInPageProps,
  useApi,
} from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import {
  ExamplePerson,
  forgetPerson,
  forgettingIdentity,
  readExamplePeople,
  rememberedPerson,
  rememberPerson,
} from './examplePeople';

/** Signs in as a person of the example organisation, or as guest. */
const SignInAs = (props: { person: ExamplePerson } & SignInPageProps) => {
  const { person, onSignInSuccess } = props;
  return (
    <ProxiedSignInPage
      provider={person.name ? 'example-people' : 'guest'}
      headers={person.name ? { 'x-example-person': person.name } : undefined}
      onSignInSuccess={identity => {
        rememberPerson(person);
        onSignInSuccess(forgettingIdentity(identity));
      }}
      ErrorComponent={({ error }) => (
        <ErrorPanel
          title={`Signing in as ${person.title} failed`}
          error={error ?? new Error('The auth backend did not say why.')}
        >
          <Button
            variant="outlined"
            onClick={() => {
              forgetPerson();
              window.location.reload();
            }}
          >
            Choose again
          </Button>
        </ErrorPanel>
      )}
    />
  );
};

/**
 * In development: the example people, so that ownership and permissions can be seen. Elsewhere: the
 * providers of the auth backend.
 */
export const PortalSignInPage = (props: SignInPageProps) => {
  const config = useApi(configApiRef);
  const people = readExamplePeople(config);
  const [chosen, setChosen] = useState(() => rememberedPerson(people));

  if (people.length === 0)
    return <SignInPage {...props} providers={['guest']} />;
  if (chosen) return <SignInAs person={chosen} {...props} />;

  return (
    <Page themeId="home">
      <Header title={config.getOptionalString('app.title') ?? 'Backstage'} />
      <Content>
        <Typography variant="h5" component="h2" gutterBottom>
          Who would you like to be?
        </Typography>
        <Typography paragraph>
          This portal runs with an example organisation. What you see depends on
          who you are.
        </Typography>
        <Grid container spacing={3} component="ul" style={{ padding: 0 }}>
          {people.map(person => (
            <Grid
              item
              component="li"
              key={person.name ?? 'guest'}
              xs={12}
              sm={6}
              lg={3}
              style={{ listStyle: 'none' }}
            >
              <InfoCard
                title={person.title}
                variant="fullHeight"
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    aria-label={`Enter as ${person.title}`}
                    onClick={() => setChosen(person)}
                  >
                    Enter
                  </Button>
                }
              >
                <Typography>{person.description}</Typography>
              </InfoCard>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
};
