/** A Gateway of our class that takes every route. */
export const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: eg
spec:
  controllerName: gateway.envoyproxy.io/gatewayclass-controller
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge
  namespace: infra
spec:
  gatewayClassName: eg
  listeners:
    - name: http
      protocol: HTTP
      port: 80
      allowedRoutes:
        namespaces:
          from: All
`;

export const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: pay
  namespace: payments
spec:
  ports:
    - port: 8080
`;

/** A route to the Service; the backendRef is in line 16. */
export const route = (port: number, name = 'pay', host = 'pay.example.com') =>
  `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${name}
  namespace: payments
spec:
  parentRefs:
    - name: edge
      namespace: infra
  hostnames:
    - ${host}
  rules:
    - matches:
        - path: { type: PathPrefix, value: / }
      backendRefs:
        - name: pay
          port: ${port}
`;

/** A small definition of HTTPRoute, with a limit, a pattern and a rule. */
export const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: httproutes.gateway.networking.k8s.io
spec:
  group: gateway.networking.k8s.io
  scope: Namespaced
  names: { kind: HTTPRoute, plural: httproutes }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              x-kubernetes-validations:
                - message: a route needs a rule
                  rule: size(self.rules) > 0
              properties:
                parentRefs:
                  type: array
                  items: { type: object, x-kubernetes-preserve-unknown-fields: true }
                hostnames:
                  type: array
                  items: { type: string, pattern: "^[a-z.]+$" }
                rules:
                  type: array
                  items: { type: object, x-kubernetes-preserve-unknown-fields: true }
`;
