import { InputError } from '@backstage/errors';
import { parseInput } from '../parseInput';
import { httpRouteGenerateInput } from './input';

const valid = {
  name: 'payments',
  namespace: 'payments',
  gateway: 'platform/public',
  hostnames: ['api.example.com'],
  paths: ['/payments'],
  backend: { service: 'payments', port: 8080 },
  owner: 'group:default/payments',
};

describe('the input of envoyGateway:httpRoute:generate', () => {
  it.each([
    [{ name: 'Payments' }, /^Invalid input\. name: must be lower-case letters/],
    [{ name: 'a/../../b' }, /name: must be lower-case/],
    [{ name: 'x'.repeat(254) }, /name: .*253/],
    [{ namespace: 'pay.ments' }, /namespace: must be lower-case/],
    [{ namespace: 'x'.repeat(64) }, /namespace: .*63/],
    [{ gateway: 'public' }, /gateway: must be <namespace>\/<name>/],
    [{ gateway: 'a/b/c' }, /gateway: must be <namespace>\/<name>/],
    [
      { gateway: { namespace: 'platform', name: 'A B' } },
      /gateway\.name: must be lower-case/,
    ],
    [{ gateway: { namespace: 'platform' } }, /gateway\.name: Required/],
    [
      {
        cluster: 'a',
        gateway: { cluster: 'b', namespace: 'platform', name: 'public' },
      },
      /gateway\.cluster: is b, but cluster is a/,
    ],
    [{ hostnames: [] }, /hostnames: must name at least one hostname/],
    [
      { hostnames: ['API.example.com'] },
      /hostnames\[0\]: must be a lower-case host name/,
    ],
    [
      { hostnames: ['a.example.com', '10.0.0.1'] },
      /hostnames\[1\]: must be a lower-case host name/,
    ],
    [
      { hostnames: ['a.*.com'] },
      /hostnames\[0\]: must be a lower-case host name/,
    ],
    [
      { hostnames: ['https://a.com/'] },
      /hostnames\[0\]: must be a lower-case host name/,
    ],
    [{ hostnames: [`${'a.'.repeat(5000)}b`] }, /hostnames\[0\]: /],
    [{ hostnames: Array(17).fill('a.com') }, /hostnames: .*16/],
    [{ paths: [] }, /paths: must name at least one path/],
    [{ paths: ['payments'] }, /paths\[0\]: must start with \//],
    [{ paths: ['/a/../b'] }, /paths\[0\]: must start with \//],
    [{ paths: ['/a//b'] }, /paths\[0\]: must start with \//],
    [{ paths: ['/a/.'] }, /paths\[0\]: must start with \//],
    [{ paths: ['/a%2Fb'] }, /paths\[0\]: must start with \//],
    [{ paths: ['/a b'] }, /paths\[0\]: must start with \//],
    [{ paths: ['/(a+)+$', '/a\n'] }, /paths\[1\]: must start with \//],
    [
      { paths: [{ value: '/a', type: 'RegularExpression' }] },
      /paths\[0\]\.type: /,
    ],
    [
      { paths: [{ value: '/a', methods: ['FETCH'] }] },
      /paths\[0\]\.methods\[0\]: /,
    ],
    [{ paths: ['/a', { value: '/a' }] }, /paths\[1\]: repeats PathPrefix \/a/],
    [
      {
        paths: Array.from({ length: 16 }, (_, i) => ({
          value: `/${i}`,
          methods: [
            'GET',
            'HEAD',
            'POST',
            'PUT',
            'PATCH',
            'DELETE',
            'OPTIONS',
            'CONNECT',
            'TRACE',
          ],
        })),
      },
      /paths: come to 144 matches, and an HTTPRoute takes 128/,
    ],
    [{ backend: { service: 'payments', port: 0 } }, /backend\.port: /],
    [{ backend: { service: 'payments', port: '8080' } }, /backend\.port: /],
    [
      { backend: { service: '-', port: 80 } },
      /backend\.service: must be lower-case/,
    ],
    [
      { authentication: { type: 'apiKey' } },
      /authentication\.apiKey: must be given, as authentication\.type is apiKey/,
    ],
    [{ authentication: { type: 'jwt' } }, /authentication\.jwt: must be given/],
    [{ authentication: { type: 'basic' } }, /authentication\.type: /],
    [
      { authentication: { type: 'apiKey', apiKey: { secretName: 'a b' } } },
      /authentication\.apiKey\.secretName: must be lower-case/,
    ],
    [
      {
        authentication: {
          type: 'apiKey',
          apiKey: { secretName: 'a', header: 'x:\ny' },
        },
      },
      /authentication\.apiKey\.header: must be the name of an HTTP header/,
    ],
    [
      {
        authentication: {
          type: 'jwt',
          jwt: { issuer: 'i', jwksUri: 'http://a.com' },
        },
      },
      /authentication\.jwt\.jwksUri: must be an https address/,
    ],
    [
      {
        authentication: {
          type: 'jwt',
          jwt: { issuer: 'i', jwksUri: 'https://u:p@a.com' },
        },
      },
      /authentication\.jwt\.jwksUri: must be an https address without credentials/,
    ],
    [{ rateLimit: { requests: 0, unit: 'Second' } }, /rateLimit\.requests: /],
    [{ rateLimit: { requests: 1, unit: 'Year' } }, /rateLimit\.unit: /],
    [
      { owner: 'component:default/x' },
      /owner: must be the entity ref of a Group or User/,
    ],
    [{ owner: 'group:default/a b' }, /owner: must be the entity ref/],
    [{ owner: 'group:default/x'.repeat(1000) }, /owner: /],
    [
      { system: 'group:default/x' },
      /system: must be the entity ref of a System/,
    ],
    [{ lifecycle: 'a\nb' }, /lifecycle: must be on one line/],
    [{ title: 'a\u0000b' }, /title: must be on one line/],
    [{ title: 'a\ud800b' }, /title: must be on one line/],
    [
      { description: 'a\u001bb' },
      /description: must not contain control characters/,
    ],
    [
      { description: 'a\ufeffb' },
      /description: must not contain control characters/,
    ],
    [{ title: 'a\uffffb' }, /title: must be on one line/],
    [{ description: 'x'.repeat(2001) }, /description: .*2000/],
    [{ name: undefined, owner: undefined }, /name: Required.*owner: Required/],
  ])('refuses %j', (input, message) => {
    const read = () =>
      parseInput(httpRouteGenerateInput, { ...valid, ...input });
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
    expect(read).not.toThrow(/.{1000}/s);
  });
});
