"""Has the connector push 10,000 credits into the sandbox as a tenant that loses answers, while the connector is killed twice, and
reads back by sapimclient what is there. Exits with 1 unless each credit is there once and as it stands in the file."""

import asyncio
import collections
import concurrent.futures
import csv
import decimal
import logging
import pathlib
import sys
import tempfile
import time

import aiohttp
from connector import Connector
from new_client import LocalTenant
from sandbox import Sandbox
from sapimclient import model

CREDITS = 10_000
BATCH = 100
KILLED_AT = (3_000, 6_500)  # transactions in IM
FAULTS = "; ".join(
    (
        "every 9 drop-after on write:salesTransactions",
        "every 31 drop-after on write:salesOrders",
        "every 13 drop-before on write",
        "every 17 drop-late on write",
        "every 19 cut-body on write",
        "every 23 status 500 on write",
        "every 29 status-after 500 on write",
        "every 37 html on all",
        "every 41 unauthorized on all",
    )
)
OPTIONS = ("--set", "late-seconds=1", "--set", "latency-ms=40", "--set", f"fault={FAULTS}")
MODES = (
    ("keys enforced", "enforced", "never"),
    ("keys not enforced, read before write", "doubled", "always"),
)

Credit = collections.namedtuple("Credit", "order amount currency day payee")


def amount(number):
    return decimal.Decimal(number * 7_919 % 2_000_000 - 100_000) / 100  # to the cent, some of them negative


def write(file):
    """The export, and what of it must be in IM."""
    credits = []
    with open(file, "w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("sourceRef", "participantId", "transactionDate", "amount", "currencyCode", "periodId"))
        for number in range(CREDITS):
            currency = "USD" if number % 3 == 0 else "EUR"
            payee, day = f"P{1 + number % 250:07d}", f"2026-03-{1 + number % 31:02d}"
            credit = Credit(f"READ-BACK-{number:05d}", amount(number + 1), currency, day, payee)
            rows.writerow((credit.order, credit.payee, day, f"{credit.amount:.2f}", currency, "2026-03"))
            credits.append(credit)
    return credits


def push(folder, sandbox, looks):
    with Connector(folder, sandbox, IM_READ_BEFORE_WRITE=looks) as connector:
        for stored in KILLED_AT:
            connector.begin()
            wait_until(sandbox, connector, stored)
            connector.kill()
        connector.begin()
        wait_until(sandbox, connector, CREDITS)
        sandbox.set(element_answer="right")
        connector.to_the_end()


def wait_until(sandbox, connector, stored):
    """Until IM has so many transactions; one answer in some has its elements in another order meanwhile."""
    shuffled = False
    while connector.is_at_work():
        report = sandbox.report()
        if report["credits"]["stored"] >= stored:
            return
        wanted = report["requests"]["total"] % 40 < 4
        if wanted != shuffled:
            sandbox.set(element_answer="shuffled" if wanted else "right")
            shuffled = wanted
        time.sleep(0.1)


async def read(sandbox):
    """All orders and all transactions, as the client lists them."""
    user = aiohttp.encode_basic_auth(*sandbox.user)
    async with aiohttp.ClientSession(headers={"Authorization": user}) as session:
        tenant = LocalTenant("sandbox", session)
        tenant.address = sandbox.host
        orders = [each async for each in tenant.read_all(model.SalesOrder, page_size=100)]
        sales = [each async for each in tenant.read_all(model.SalesTransaction)]
        return orders, sales


def as_credit(sale, order_ids):
    (payee,) = (each.payee_id for each in sale.transaction_assignments)
    return Credit(
        order_ids[str(sale.sales_order)],
        decimal.Decimal(str(sale.value.value)),
        sale.value.unit_type.name,
        sale.compensation_date.date().isoformat(),
        payee,
    )


def compare(credits, orders, sales):
    """What is not there once, or otherwise than it stands in the file."""
    order_ids = {each.seq: each.order_id for each in orders}
    held = collections.Counter(as_credit(each, order_ids) for each in sales)
    keys = collections.Counter()
    for credit, times in held.items():
        keys[credit.order] += times
    twice = sorted(key for key, times in keys.items() if times > 1)
    wrong = sorted(held.keys() ^ set(credits))
    orders_twice = [key for key, times in collections.Counter(each.order_id for each in orders).items() if times > 1]
    return {
        name: found
        for name, found in (("twice", twice), ("missing, or other than in the file", wrong), ("orders twice", orders_twice))
        if found
    }


def check(mode):
    name, keys, looks = mode
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        credits = write(folder / "credits.csv")
        with Sandbox(options=OPTIONS) as sandbox:
            sandbox.set(order_key=keys, transaction_key=keys)
            push(folder, sandbox, looks)
            report = sandbox.report()
            sandbox.set(fault="", latency_ms="0")
            orders, sales = asyncio.run(read(sandbox))
    found = compare(credits, orders, sales)
    if report["credits"]["sameSourceRefUnderWay"]:
        found["under way twice at a time"] = [report["credits"]]
    writes = sum(each["count"] for each in report["requests"]["byRoute"] if each["route"] == "POST /salesTransactions")
    if writes <= CREDITS / BATCH:
        found["writes, so that no answer was lost"] = [writes]
    for what, each in found.items():
        print(f"{name}: {what}: {len(each):,}, such as {each[0]}", file=sys.stderr)
    totals = collections.Counter()
    for each in sales:
        totals[each.value.unit_type.name] += decimal.Decimal(str(each.value.value))
    total = ", ".join(f"{number:,.2f} {currency}" for currency, number in sorted(totals.items()))
    once = "each once" if not found else "WRONG"
    print(
        f"{name}: {len({each.order_id for each in orders}):,} keys, {once}; total {total};"
        f" {writes} writes for {CREDITS // BATCH} batches, killed {len(KILLED_AT)} times, {time.monotonic() - begin:.0f} s",
        flush=True,
    )
    return not found


def main():
    logging.disable(logging.CRITICAL)  # the client logs each of its pages
    with concurrent.futures.ThreadPoolExecutor() as pool:
        return 0 if all(list(pool.map(check, MODES))) else 1


if __name__ == "__main__":
    sys.exit(main())
