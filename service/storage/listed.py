"""`column IN (…)` with the whole list as one parameter: of any length, and the same statement for each length."""

import json
from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    BindParameter,
    Column,
    ColumnElement,
    Dialect,
    Text,
    TypeDecorator,
    bindparam,
    literal,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

_T = TypeVar("_T")


def among(column: Column[_T], values: Collection[_T] | str) -> ColumnElement[bool]:
    """Whether the column is one of `values`: numbers or texts, as the database keeps them.

    A name instead of them makes a statement that can be kept: the list is given under it at each execution.
    """
    kind = _Listed(column.type)
    listed = bindparam(values, type_=kind) if isinstance(values, str) else literal(list(values), kind)
    return column.op("IN", is_comparison=True)(_Rows(listed))


class _Listed(TypeDecorator[list[Any]]):
    """A list of the values of a column: an array, or on SQLite, which has none, JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.item) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        listed = list(value or ())
        return listed if dialect.name == "postgresql" else json.dumps(listed)


class _Rows(FunctionElement[Any]):
    """The items of a list as rows."""

    inherit_cache = True

    def __init__(self, listed: BindParameter[Any]) -> None:
        super().__init__(listed)


@compiles(_Rows, "postgresql")
def _of_array(element: _Rows, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.clause_expr, **options)}))"


@compiles(_Rows, "sqlite")
def _of_json(element: _Rows, compiler: SQLCompiler, **options: Any) -> str:
    listed = compiler.process(element.clause_expr, **options)
    return f"(SELECT value FROM json_each({listed}))"  # noqa: S608 - a placeholder, as the compiler writes it
