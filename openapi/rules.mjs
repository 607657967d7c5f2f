/** Rules of our own for the document, beside those of redocly.yaml. Webhooks are deliveries, not operations a caller has scopes for. */
export default function placard() {
  return {
    id: "placard",
    rules: {
      oas3: {
        "operation-example": OperationExample,
        "operation-scopes": OperationScopes,
        "operation-id-form": OperationIdForm,
      },
    },
  };
}

/** An operation that takes or gives something shows an example of it: somewhere in its parameters, its body or its answer. */
function OperationExample() {
  return {
    Paths: {
      PathItem: {
        Operation(operation, ctx) {
          const parts = [operation.parameters, operation.requestBody, successOf(operation)];
          if (hasContent(parts) && !hasExample(parts, ctx, new Set()))
            ctx.report({ message: `${operation.operationId} shows no example.`, location: ctx.location });
        },
      },
    },
  };
}

const successOf = operation => Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith("2"));

const hasContent = ([parameters, body, success]) =>
  (parameters ?? []).length > 0 || body !== undefined || success.some(([, response]) => response.content !== undefined);

function hasExample(node, ctx, seen) {
  if (typeof node !== "object" || node === null || seen.has(node)) return false;
  seen.add(node);
  if (typeof node.$ref === "string") return hasExample(ctx.resolve(node).node, ctx, seen);
  return Object.entries(node).some(
    ([key, value]) => ((key === "example" || key === "examples") && value !== undefined) || hasExample(value, ctx, seen),
  );
}

/** Every operation says which scopes it needs, also when it needs none, and says them to readers too. */
function OperationScopes() {
  return {
    Paths: {
      PathItem: {
        Operation(operation, ctx) {
          const scopes = operation["x-scopes"];
          const { operationId } = operation;
          if (!Array.isArray(scopes)) {
            ctx.report({ message: `${operationId} has no x-scopes.`, location: ctx.location });
            return;
          }
          for (const scope of scopes)
            if (!operation.description?.includes(`\`${scope}\``))
              ctx.report({
                message: `The description of ${operationId} does not name its scope ${scope}.`,
                location: ctx.location,
              });
        },
      },
    },
  };
}

/** `posts.create`, `posts.versions.list`: what the SDK's methods are made of. */
function OperationIdForm() {
  return {
    Paths: {
      PathItem: {
        Operation({ operationId }, ctx) {
          if (operationId !== undefined && !/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/.test(operationId))
            ctx.report({ message: `${operationId} must have the form group.verb.`, location: ctx.location.child("operationId") });
        },
      },
    },
  };
}
