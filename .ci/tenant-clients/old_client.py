"""What python-sapcommissions 1.2.1 does with the sandbox."""

import datetime
import logging
import time

from sapcommissions import Connection, endpoints, exceptions, resources

READABLE = (
    "AppliedDeposits Balances BusinessUnits Calendars Commissions CreditTypes Deposits EarningCodes EarningGroups "
    "EventTypes Incentives Measurements Participants Payments PaymentSummarys Periods Plans PositionGroups Positions "
    "PrimaryMeasurements ProcessingUnits Quotas Reasons SecondaryMeasurements Titles UnitTypes Credits Messages Pipelines "
    "SalesOrders SalesTransactions"
).split()


class LocalConnection(Connection):
    """The client as it is, at another address."""

    address = ""

    @property
    def url(self):
        return self.address


def run(sandbox, check):
    logging.disable(logging.CRITICAL)  # the client logs each error that it raises, and these are wanted
    LocalConnection.address = sandbox.host
    connection = LocalConnection("sandbox", *sandbox.user)
    reads(connection, check)
    made = writes(connection, check)
    versions(connection, check)
    pipelines(connection, check)
    with check("delete"):
        transactions, orders = endpoints.SalesTransactions(connection), endpoints.SalesOrders(connection)
        assert "TCMP_35001" in check.error(exceptions.ClientError, lambda: orders.delete(made.salesOrder.salesOrderSeq))
        spare = orders.create(resources.SalesOrder(orderId="OLD-2"))
        assert "successfully deleted" in orders.delete(spare.salesOrderSeq)
        assert orders.get_id("OLD-2") is None and transactions.get(made.salesTransactionSeq)


def reads(connection, check):
    with check("list"):
        for name in READABLE:
            list(getattr(endpoints, name)(connection).list(limit=3))
    with check("page"):
        participants = endpoints.Participants(connection)
        assert len({each.payeeSeq for each in participants.list()}) == participants.count() == 250
        assert len(list(endpoints.Payments(connection).list())) == 250
    with check("filter"):
        found = list(endpoints.Payments(connection).list(filter="payee/payeeId eq 'P0000002' and period/name eq '2026-03'"))
        assert len(found) == 1 and found[0].payee.payeeId == "P0000002" and found[0].period.name == "2026-03", found
        assert endpoints.Participants(connection).count(payeeId="P00000*") == 99
    with check("read one"):
        positions = endpoints.Positions(connection)
        position = positions.get_id("POS-P0000007")
        assert positions.get(position.ruleElementOwnerSeq) == position and position.payee.payeeId == "P0000007", position
        assert "TCMP_09007" in check.error(exceptions.ClientError, lambda: positions.get("1" * 17))


def writes(connection, check):
    orders, transactions = endpoints.SalesOrders(connection), endpoints.SalesTransactions(connection)
    with check("create order"):
        units = [resources.BusinessUnit(name="EMEA")]
        order = orders.create(resources.SalesOrder(orderId="OLD-1", businessUnits=units))
        assert order.salesOrderSeq and orders.get_id("OLD-1").salesOrderSeq == order.salesOrderSeq, order

    def amount(value, unit):
        return resources.Value(value=value, unitType=resources.UnitType(name=unit))

    def sale(**other):
        fields = {
            "salesOrder": resources.SalesOrder(orderId="OLD-1"),
            "lineNumber": amount(1, "integer"),
            "subLineNumber": amount(1, "integer"),
            "eventType": resources.EventType(eventTypeId="Order"),
            "value": amount(99.95, "EUR"),
            "compensationDate": datetime.date(2026, 4, 30),
            "billToAddress": resources.Address(custId="C-1", city="Berlin"),
            "transactionAssignments": [resources.TransactionAssignment(payeeId="P0000009", setNumber=1)],
        }
        return resources.SalesTransaction(**{**fields, **other})

    with check("create transaction"):
        made = transactions.create(sale())
        read = transactions.get(made.salesTransactionSeq)
        assert read.value.value == 99.95 and read.salesOrder.orderId == "OLD-1", read
        assert read.transactionAssignments[0].payeeId == "P0000009" and read.billToAddress.city == "Berlin", read
        assert read.compensationDate == datetime.date(2026, 4, 30), read
    with check("duplicate"):
        again = resources.SalesOrder(orderId="OLD-1")
        assert "TCMP_35004" in check.error(exceptions.ClientError, lambda: orders.create(again))
        assert "TCMP_35004" in check.error(exceptions.ClientError, lambda: transactions.create(sale()))
    with check("missing field"):
        assert "TCMP_1002" in check.error(exceptions.ClientError, lambda: transactions.create(sale(compensationDate=None)))
    with check("update"):
        order.genericAttribute1 = "changed"
        assert orders.update(order).genericAttribute1 == "changed"
        read.comments = "seen"
        assert transactions.update(read).comments == "seen"
        participants = endpoints.Participants(connection)
        person = participants.get_id("P0000009")
        person.taxId = "T-9"
        assert participants.update(person).taxId == "T-9" == participants.get(person.payeeSeq).taxId
    return made


def versions(connection, check):
    with check("versions"):
        participants = endpoints.Participants(connection)
        seq = participants.get_id("P0000010").payeeSeq
        before = participants.get_versions(seq)
        assert [each.lastName for each in before][0] == "Formerly" and len(before) == 2, before
        dated = list(participants.list(startDate=datetime.date(2024, 1, 1), endDate=datetime.date(2024, 1, 1), payeeId="P0000010"))
        assert [each.lastName for each in dated] == ["Formerly"], dated
        start, end = datetime.date(2026, 9, 1), datetime.date(2200, 1, 1)
        later = before[1]
        later.lastName, later.effectiveStartDate, later.effectiveEndDate = "Later", start, end
        assert len(participants.update_versions(seq, [later])) == 3
        assert "deleted" in participants.delete_versions(seq, start, end)
        assert len(participants.get_versions(seq)) == 2
        assert len(participants.create_versions(seq, before[:1])) == 1


def pipelines(connection, check):
    with check("pipeline"):
        jobs = endpoints.Pipelines(connection)
        calendar = endpoints.Calendars(connection).get_id("Main Monthly Calendar")
        periods = endpoints.Periods(connection)
        period = next(periods.list(filter="name eq '2026-04' and calendar/name eq 'Main Monthly Calendar'"))
        run = jobs.comp_and_pay(calendarSeq=str(calendar.calendarSeq), periodSeq=str(period.periodSeq))
        run = jobs.get(run.pipelineRunSeq)
        while run.state != "Done":
            time.sleep(0.1)
            run = jobs.get(run.pipelineRunSeq)
        assert run.status == "Successful" and run.runProgress == "100%", run
        credits = list(endpoints.Credits(connection).list(filter=f"period eq {period.periodSeq}"))
        assert [each.value.value for each in credits] == [99.95], credits
