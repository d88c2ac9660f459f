"""What sapimclient 3.1.0 does with the sandbox."""

import asyncio
import datetime
import logging

import aiohttp
from sapimclient import Tenant, exceptions, model
from sapimclient.helpers import And, Equals, GreaterThenOrEqual
from sapimclient.model import pipeline
from sapimclient.model.base import SalesTransactionAssignment, Value, ValueUnitType

READABLE = (
    "AppliedDeposit Balance BusinessUnit Calendar Commission CreditType Deposit EarningCode EarningGroup EventType Incentive "
    "Measurement Participant PaymentSummary Period PeriodType Pipeline Plan Position PositionGroup PrimaryMeasurement "
    "ProcessingUnit Quota Reason SecondaryMeasurement Title UnitType"
).split()


class LocalTenant(Tenant):
    """The client as it is, at another address."""

    address: str

    @property
    def host(self):
        return self.address


class HyperscalerSession:
    """A session that asks the other family: only its paths and its token differ."""

    def __init__(self, session):
        self.session = session

    def request(self, *, url, **rest):
        return self.session.request(url=url.replace("/api/v2", "/mtsvc/tcmp/rest/v2"), **rest)


def run(sandbox, check):
    logging.disable(logging.CRITICAL)  # the client logs each error that it raises, and these are wanted
    asyncio.run(everything(sandbox, check))


async def everything(sandbox, check):
    async with aiohttp.ClientSession(headers={"Authorization": aiohttp.encode_basic_auth(*sandbox.user)}) as session:
        tenant = LocalTenant("sandbox", session)
        tenant.address = sandbox.host
        await reads(tenant, check)
        order, transaction = await writes(tenant, sandbox, check)
        await pipelines(tenant, check, transaction)
        await cleans(tenant, check, order)
    await hyperscaler(sandbox, check)


async def reads(tenant, check):
    with check("list"):
        for name in READABLE:
            await tenant.read_first(getattr(model, name))
    with check("page"):
        found = [each async for each in tenant.read_all(model.Participant, order_by=["payeeSeq"], page_size=100)]
        assert len(found) == 250, len(found)
        assert len({each.payee_seq for each in found}) == 250
    with check("filter"):
        wanted = And(Equals("lastName", "O'Br*".replace("'", "*")), GreaterThenOrEqual("hireDate", datetime.date(2015, 1, 1)))
        async for each in tenant.read_all(model.Participant, filters=wanted, page_size=100):
            assert each.last_name == "O'Brien" and each.hire_date.year >= 2015, each
        period = await tenant.read_first(
            model.Period, filters=And(Equals("name", "2026-03"), Equals("calendar/name", "Main Monthly Calendar"))
        )
        assert period.start_date.day == 1 and period.calendar.object_type is model.Calendar, period
    with check("read one"):
        position = await tenant.read_first(model.Position, filters=Equals("payee/payeeId", "P0000007"))
        same = await tenant.read(position)
        assert same == position and same.payee.logical_keys == {"payeeId": "P0000007"}, same
        await check.raises(exceptions.SAPBadRequestError, "TCMP_09007", tenant.read_seq(model.Position, "1" * 17))


def amount(value, unit):
    return Value(value=value, unit_type=unit)


async def unit_of(tenant, name):
    found = await tenant.read_first(model.UnitType, filters=Equals("name", name))
    return ValueUnitType(name=found.name, unit_type_seq=found.unit_type_seq)


async def writes(tenant, sandbox, check):
    integer, dollar = await unit_of(tenant, "integer"), await unit_of(tenant, "USD")
    event = await tenant.read_first(model.EventType, filters=Equals("eventTypeId", "Order"))
    with check("create order"):
        order = await tenant.create(model.SalesOrder(order_id="NEW-1"))
        assert order.seq and order.order_id == "NEW-1", order

    def sale(line):
        return model.SalesTransaction(
            sales_order=order.seq,
            line_number=amount(line, integer),
            sub_line_number=amount(1, integer),
            event_type=event.seq,
            value=amount(1234.5, dollar),
            compensation_date=datetime.datetime(2026, 3, 15),
            ga1="hash",
            transaction_assignments=[
                SalesTransactionAssignment(
                    payee_id="P0000007", sales_order="NEW-1", sales_transaction_seq="0", set_number=1
                )
            ],
        )

    with check("create transaction"):
        made = await tenant.create(sale(1))
        assert made.value.value == 1234.5 and made.sales_order.display_name == "NEW-1", made
        read = await tenant.read_first(
            model.SalesTransaction, filters=And(Equals("salesOrder", order.seq), Equals("lineNumber", 1))
        )
        assert read.seq == made.seq and read.transaction_assignments[0].payee_id == "P0000007", read
        assert read.compensation_date.date() == datetime.date(2026, 3, 15), read.compensation_date
    with check("duplicate"):
        await check.raises(exceptions.SAPAlreadyExistsError, "TCMP_35004", tenant.create(model.SalesOrder(order_id="NEW-1")))
        await check.raises(exceptions.SAPAlreadyExistsError, "TCMP_35004", tenant.create(sale(1)))
        sandbox.set(key_exists_status="409")
        await check.raises(exceptions.SAPAlreadyExistsError, "TCMP_35004", tenant.create(sale(1)))
        sandbox.set(key_exists_status="400")
    with check("missing field"):
        hollow = sale(2).model_copy(update={"event_type": None})
        await check.raises(exceptions.SAPMissingFieldError, "TCMP_1002", tenant.create(hollow))
    with check("update"):
        order.ga1 = "changed"
        order = await tenant.update(order)
        assert (await tenant.read(order)).ga1 == "changed"
        assert await tenant.update(order) == order  # 304
        read.sales_order, read.event_type = str(read.sales_order), str(read.event_type)
        read.comments = "seen"
        assert (await tenant.update(read)).comments == "seen"
        person = await tenant.read_first(model.Participant, filters=Equals("payeeId", "P0000007"))
        person.event_calendar = str(person.event_calendar)
        person.termination_date = datetime.datetime(2027, 1, 31)
        assert (await tenant.update(person)).termination_date.date() == datetime.date(2027, 1, 31)
    return order, made


async def pipelines(tenant, check, transaction):
    with check("pipeline"):
        period = await tenant.read_first(
            model.Period, filters=And(Equals("name", "2026-03"), Equals("calendar/name", "Main Monthly Calendar"))
        )
        run = await tenant.run_pipeline(pipeline.Compensate(period_seq=period.seq, calendar_seq=period.calendar.key))
        while run.state != "Done":
            await asyncio.sleep(0.1)
            run = await tenant.read(run)
        assert run.status == "Successful" and run.run_progress == 1 and run.period.display_name == "2026-03", run
        credit = await tenant.read_first(model.Credit, filters=Equals("salesTransaction", transaction.seq))
        assert credit.value.value == 1234.5 and credit.sales_order.logical_keys == {"orderId": "NEW-1"}, credit
    with check("cancel"):
        again = await tenant.run_pipeline(pipeline.Pay(period_seq=period.seq, calendar_seq=period.calendar.key))
        assert await tenant.cancel_pipeline(again)
        assert (await tenant.read(again)).status == "Cancel"
        await check.raises(
            exceptions.SAPResponseError,
            "TCMP_09007",
            tenant.run_pipeline(pipeline.Pay(period_seq="1" * 17, calendar_seq=period.calendar.key)),
        )


async def cleans(tenant, check, order):
    with check("delete"):
        await check.raises(exceptions.SAPDeleteFailedError, "TCMP_35001", tenant.delete(order))
        other = await tenant.create(model.SalesOrder(order_id="NEW-2"))
        assert await tenant.delete(other)
        await check.raises(exceptions.SAPDeleteFailedError, "TCMP_09007", tenant.delete(other))


async def hyperscaler(sandbox, check):
    """Its paths and paging; version 3.1.0 cannot read this family's references, so none are expanded here."""
    with check("hyperscaler"):
        async with aiohttp.ClientSession() as session:
            basic = {
                "Authorization": aiohttp.encode_basic_auth(
                    sandbox.settings["ICM_READER_CLIENT_ID"], sandbox.settings["ICM_READER_CLIENT_SECRET"]
                )
            }
            form = {"grant_type": "client_credentials", "client_id": sandbox.settings["ICM_READER_CLIENT_ID"]}
            async with session.post(sandbox.settings["IM_TOKEN_URL"], data=form, headers=basic) as answer:
                token = (await answer.json())["access_token"]
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
            tenant = LocalTenant("sandbox", HyperscalerSession(session))
            tenant.address = sandbox.host
            # next leads to the legacy root in this client, whose credentials these are not: one page
            orders = [each async for each in tenant.read_all(model.SalesOrder, page_size=100)]
            assert [each.order_id for each in orders] == ["NEW-1"], orders
