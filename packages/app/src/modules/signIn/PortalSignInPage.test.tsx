import { Suspense } from 'react';
import { screen } from '@testing-library/react';
import { configApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { PortalSignInPage } from './PortalSignInPage';

describe('PortalSignInPage', () => {
  it('offers the providers of the auth backend where no example people are named', async () => {
    renderInTestApp(
      <Suspense fallback={null}>
        <PortalSignInPage onSignInSuccess={jest.fn()} />
      </Suspense>,
      {
        apis: [
          [
            configApiRef,
            mockApis.config({ data: { app: { examplePeople: [] } } }),
          ],
        ],
      },
    );
    expect(await screen.findByText('Guest')).toBeInTheDocument();
    expect(screen.queryByText('Who would you like to be?')).toBeNull();
  });
});
