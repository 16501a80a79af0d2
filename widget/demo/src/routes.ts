import type { Routes } from "./core/router";
import { connectPage } from "./connect/page";
import { customersPage } from "./customers/list";
import { newCustomerPage } from "./customers/new";
import { dashboardPage } from "./dashboard/page";
import { importPage } from "./imports/page";
import { invoicesPage } from "./invoices/list";
import { editInvoicePage, newInvoicePage } from "./invoices/edit";
import { invoicePage } from "./invoices/view";
import { paymentsPage } from "./payments/page";
import { billingPage } from "./settings/billing";
import { companyPage } from "./settings/company";
import { integrationsPage } from "./settings/integrations";
import { notificationsPage } from "./settings/notifications";
import { securityPage } from "./settings/security";
import { settingsHome } from "./settings/sections";
import { teamPage } from "./settings/team";

/** The first that fits is taken. */
export const ROUTES: Routes = [
  ["/", dashboardPage],
  ["/dashboard", dashboardPage],
  ["/invoices", invoicesPage],
  ["/invoices/new", newInvoicePage],
  ["/invoices/:number", invoicePage],
  ["/invoices/:number/edit", editInvoicePage],
  ["/customers", customersPage],
  ["/customers/new", newCustomerPage],
  ["/payments", paymentsPage],
  ["/import", importPage],
  ["/settings", settingsHome],
  ["/settings/company", companyPage],
  ["/settings/billing", billingPage],
  ["/settings/team", teamPage],
  ["/settings/integrations", integrationsPage],
  ["/settings/security", securityPage],
  ["/settings/notifications", notificationsPage],
  ["/connect/:provider", connectPage],
];
