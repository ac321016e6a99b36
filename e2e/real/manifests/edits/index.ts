/** What is done to the valid manifests: some of it is right, most of it is wrong in one way. */
export { CLIENTS_AND_EXTENSIONS } from './clientsAndExtensions';
export { GATEWAYS } from './gateways';
export { INFRASTRUCTURE } from './infrastructure';
export { POLICIES } from './policies';
export { ROUTES } from './routes';
