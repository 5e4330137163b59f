"""/api/v1: what the pages show and do, for programs; described by OpenAPI 3.1, errors as RFC 9457 problems."""
