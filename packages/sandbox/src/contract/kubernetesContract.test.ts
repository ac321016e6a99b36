import { createObjectStore } from '../store';
import {
  ADMIN,
  ApiServer,
  createIdentities,
  noFaults,
  startApiServer,
} from '../kubernetes-api';
import { kubernetesContract } from './kubernetesContract';

describe('the sandbox keeps the contract of a Kubernetes API', () => {
  const store = createObjectStore({ clock: Date.now });
  const identities = createIdentities();
  const token = identities.issue(ADMIN);
  const target = { baseUrl: '', token, compact: () => store.compact() };
  let api: ApiServer;

  beforeAll(async () => {
    api = await startApiServer({
      name: 'contract',
      host: '127.0.0.1',
      port: 0,
      store,
      clock: Date.now,
      identities,
      faults: noFaults(),
      answerForPod: () => undefined,
      bookmarkIntervalMs: 50,
    });
    target.baseUrl = api.server.url;
  });
  afterAll(() => api.server.close());

  // The names of the cases do not depend on where the server is.
  const names = kubernetesContract({
    ...target,
    baseUrl: 'http://127.0.0.1',
  }).cases.map(({ name }) => name);

  describe('in a namespace of its own', () => {
    let suite: ReturnType<typeof kubernetesContract>;
    beforeAll(async () => {
      suite = kubernetesContract(target);
      await suite.setUp();
    });
    afterAll(() => suite.tearDown());

    it.each(names)('%s', async name => {
      await suite.cases.find(entry => entry.name === name)?.run();
      expect(suite.cases.map(entry => entry.name)).toContain(name);
    });
  });
});
