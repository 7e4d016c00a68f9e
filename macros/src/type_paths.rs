//! Visits the paths in a type. There is one visitor for all who ask, because each visitor is a
//! hundred functions to compile.

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Path, Type, TypePath};

/// What a path in a type leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeadsTo {
    Type,
    /// A trait, a macro or a constant.
    NoType,
}

/// Visits each path in a type, before the paths in its arguments.
pub(crate) fn visit(ty: &mut Type, visit: &mut dyn FnMut(&mut Path, LeadsTo)) {
    Visitor { visit }.visit_type_mut(ty);
}

struct Visitor<'a> {
    visit: &'a mut dyn FnMut(&mut Path, LeadsTo),
}

impl VisitMut for Visitor<'_> {
    fn visit_type_path_mut(&mut self, ty: &mut TypePath) {
        if let Some(qself) = &mut ty.qself {
            self.visit_qself_mut(qself);
        }
        (self.visit)(&mut ty.path, LeadsTo::Type);
        visit_mut::visit_path_mut(self, &mut ty.path);
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        (self.visit)(path, LeadsTo::NoType);
        visit_mut::visit_path_mut(self, path);
    }

    // Of the lengths of arrays only names: the rest would be many functions to compile.
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Path(it) = expr {
            self.visit_path_mut(&mut it.path);
        }
    }

    fn visit_attributes_mut(&mut self, _: &mut Vec<Attribute>) {}
}
