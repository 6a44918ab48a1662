using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// The orders that one decision has sent: one, or several of whole lots where the exchange takes no order as large as the decision. All
/// of them are sent at once; each has its own number, brokerage and end.
/// </summary>
internal sealed class OrderGroup : IStateful
{
    private Order[] _orders = new Order[1];

    public int Count { get; private set; }

    public ref Order this[int index] => ref _orders[index];

    /// <summary>Whether any of them still works or is on its way.</summary>
    public bool IsLive
    {
        get
        {
            for (int i = 0; i < Count; i++)
                if (_orders[i].IsLive) return true;
            return false;
        }
    }

    /// <summary>Units filled so far, all orders.</summary>
    public int Filled
    {
        get
        {
            int filled = 0;
            for (int i = 0; i < Count; i++) filled += _orders[i].Filled;
            return filled;
        }
    }

    /// <summary>Units that may still fill, signed by their side.</summary>
    public int Open
    {
        get
        {
            int open = 0;
            for (int i = 0; i < Count; i++)
                if (_orders[i].IsLive) open += (int)_orders[i].Side * _orders[i].Remaining;
            return open;
        }
    }

    /// <summary>Makes room, so that sending that many orders later allocates nothing.</summary>
    public void Reserve(int orders)
    {
        if (orders > _orders.Length) Array.Resize(ref _orders, orders);
    }

    /// <summary>Forgets the orders of an earlier decision, which have all ended.</summary>
    public void Clear() => Count = 0;

    public ref Order Add()
    {
        if (Count == _orders.Length) Array.Resize(ref _orders, Count * 2);
        return ref _orders[Count++];
    }

    /// <summary>Orders that have all ended decide nothing any more and are left out.</summary>
    public void Save(StateWriter writer) => writer.WriteSpan<Order>(_orders.AsSpan(0, IsLive ? Count : 0));

    public void Load(StateReader reader)
    {
        Order[] orders = reader.ReadArray<Order>();
        Count = orders.Length;
        if (Count > _orders.Length) _orders = orders;
        else orders.CopyTo(_orders, 0);
    }
}
