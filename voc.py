import time
from pymilvus import MilvusClient
c=MilvusClient("http://127.0.0.1:19702",timeout=60)
n="big_terms"; print(c.get_collection_stats(n))
F=["id","field","term","texts","tokens"]
t=time.time(); r=c.query(n,filter="born <= 5",output_fields=F,limit=16384); print("limit 16384",time.time()-t,len(r))
for g in (1,2):
    t=time.time(); k=0; tot=0
    while True:
        a=(g<<40)+k*16384; r=c.query(n,filter=f"id >= {a} and id < {a+16384}",output_fields=F,limit=16384); tot+=len(r); k+=1
        if not r: break
    print("range",g,time.time()-t,tot,k)
t=time.time(); r=c.query(n,filter="born in [1]",output_fields=F); print("all born 1",time.time()-t,len(r))
